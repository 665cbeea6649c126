/** Who is signed in: authorization code with PKCE against the issuer that the API names. */
import { ApiError } from "@/api/error";
import { forgetTenant } from "./tenant";
import { UserManager, WebStorageStateStore, type User } from "oidc-client-ts";

interface SignIn {
  issuer: string;
  client_id: string;
  scope: string;
}

let manager: Promise<UserManager> | undefined;

function userManager(): Promise<UserManager> {
  manager ??= make();
  manager.catch(() => (manager = undefined));
  return manager;
}

async function make(): Promise<UserManager> {
  const answer = await fetch("/v1/sign-in").catch(() => undefined);
  if (answer?.ok !== true) {
    throw new ApiError(answer?.status ?? 0, "SIGN_IN_UNREACHABLE", "The sign-in can't be reached.");
  }
  const { issuer, client_id, scope } = (await answer.json()) as SignIn;
  return new UserManager({
    authority: issuer,
    client_id,
    scope,
    redirect_uri: `${location.origin}/signed-in`,
    post_logout_redirect_uri: location.origin,
    response_type: "code",
    // A closed tab signs out; no other tab or site reads the token.
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: true,
    monitorSession: false,
  });
}

async function user(): Promise<User | null> {
  const found = await (await userManager()).getUser();
  return found === null || found.expired === true ? null : found;
}

/** The access token, or undefined for who is signed out. */
export async function accessToken(): Promise<string | undefined> {
  return (await user())?.access_token;
}

/** The account of who is signed in, with its address if the issuer tells it; null for nobody. */
export async function account(): Promise<{ email: string | undefined } | null> {
  const found = await user();
  return found === null ? null : { email: found.profile.email };
}

/** Leave for the issuer; `returnTo`, a path of this page, is where the person comes back to. */
export async function signIn(returnTo: string): Promise<void> {
  await (await userManager()).signinRedirect({ state: returnTo });
}

/** Take up what the issuer answered; return the path that the person wanted. */
export async function completeSignIn(): Promise<string> {
  const found = await (await userManager()).signinCallback();
  return ownPath(found?.state);
}

/** Only a path of this page: an address of another site must not be reached from here. */
export function ownPath(wanted: unknown): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/")) return "/";
  const address = new URL(wanted, location.origin);
  return address.origin === location.origin
    ? address.pathname + address.search + address.hash
    : "/";
}

/** Forget the token, and end the session at the issuer where it can. */
export async function signOut(): Promise<void> {
  forgetTenant();
  const known = await userManager();
  const { client_id, post_logout_redirect_uri: home = "/" } = known.settings;
  if ((await known.metadataService.getEndSessionEndpoint()) === undefined) {
    await known.removeUser();
    location.assign("/");
    return;
  }
  // Cognito names these two in its own way.
  await known.signoutRedirect({ extraQueryParams: { client_id, logout_uri: home } });
}
