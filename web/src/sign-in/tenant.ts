/** Which company a person works for now, where they belong to several. */

const KEY = "tenant";

/** The chosen one, or undefined where none was chosen. */
export function chosenTenant(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined;
}

/** Work for this company from the next call on. */
export function rememberTenant(tenant: string): void {
  sessionStorage.setItem(KEY, tenant);
}

/** Work for this company from now on; everything is read anew. */
export function chooseTenant(tenant: string): void {
  rememberTenant(tenant);
  location.reload();
}

export function forgetTenant(): void {
  sessionStorage.removeItem(KEY);
}
