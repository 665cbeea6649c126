/** Who is signed in, how the page looks, and the way out. */
import { Button, useComputedColorScheme, useMantineColorScheme, ActionIcon } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import type { Schemas } from "@/api/client";
import { signOut } from "@/sign-in/session";
import classes from "./Shell.module.css";

export function Account({ member }: { member: Schemas["MeBody"] | undefined }) {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  return (
    <div className={classes.account}>
      {member !== undefined && (
        <span className={classes.who} title={member.email}>
          {member.email} <span className="dim">· {member.tenant_name}</span>
        </span>
      )}
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={isDark ? "Use light colours" : "Use dark colours"}
        onClick={() => setColorScheme(isDark ? "light" : "dark")}
      >
        {isDark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
      </ActionIcon>
      <Button variant="default" onClick={() => void signOut()}>
        Sign out
      </Button>
    </div>
  );
}
