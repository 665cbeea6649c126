/** Asks a person who belongs to several companies which one this is about. */
import { Button } from "@mantine/core";
import { Message } from "@/shared/Message";
import { chooseTenant } from "@/sign-in/tenant";
import classes from "./Shell.module.css";

export function ChooseTenant({ tenants }: { tenants: readonly string[] }) {
  return (
    <Message isAlone title="Which company is this about?">
      <p>You are a member of several. You can change it at any time by signing out.</p>
      <div className={classes.choices}>
        {tenants.map((tenant) => (
          <Button key={tenant} variant="default" onClick={() => chooseTenant(tenant)}>
            {tenant}
          </Button>
        ))}
      </div>
    </Message>
  );
}
