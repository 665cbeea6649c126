/** The fields of what somebody may do, and until when. */
import { Checkbox, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { me } from "@/api/queries";
import { Notice } from "@/shared/Notice";
import { GRANTABLE, areBothDuties, permissionWords, type Permission } from "@/words/permissions";
import classes from "./Team.module.css";

export interface Terms {
  permissions: readonly Permission[];
  /** The last day, or empty for no end. */
  until: string;
}

interface Props {
  terms: Terms;
  onChange: (terms: Terms) => void;
}

export function TermsFields({ terms, onChange }: Props) {
  const isShared = useQuery(me).data?.duties_shared === true;
  const { permissions } = terms;
  const set = (permission: Permission, isGiven: boolean) =>
    onChange({
      ...terms,
      permissions: GRANTABLE.filter((one) =>
        one === permission ? isGiven : permissions.includes(one),
      ),
    });
  return (
    <>
      <fieldset className={classes.permissions}>
        <legend>What they may do</legend>
        {GRANTABLE.map((permission) => (
          <Checkbox
            key={permission}
            label={permissionWords(permission).does}
            description={
              <>
                {permissionWords(permission).means} <span className="mono">{permission}</span>
              </>
            }
            checked={permissions.includes(permission)}
            onChange={(event) => set(permission, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
      {areBothDuties(permissions) && !isShared && (
        <Notice tone="waiting" title="They could see everything, but not post">
          <p>
            Who sets up the integration can’t also post through it, while your company keeps these
            two duties separate.
          </p>
        </Notice>
      )}
      <TextInput
        type="date"
        label="Last day"
        description="In UTC, this day included. Leave it empty for a membership without an end."
        value={terms.until}
        onChange={(event) => onChange({ ...terms, until: event.currentTarget.value })}
      />
    </>
  );
}
