/** Looks at a period through a connection: a check sends nothing, a rehearsal fills the sandbox. */
import { Button, NativeSelect, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { itemsOf, periods, type Period, type Preview } from "@/api/queries";
import { LastPreview } from "@/periods/LastPreview";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { Link } from "@/shared/Link";
import { Notice } from "@/shared/Notice";
import { usePermissions } from "@/shared/usePermissions";
import classes from "./Connections.module.css";
import { preview, useCheckPeriod, useRehearse, type Connection } from "./queries";

export function CheckPeriod({ one }: { one: Connection }) {
  const found = itemsOf(useInfiniteQuery(periods({})).data);
  const [chosen, choose] = useState("");
  const check = useCheckPeriod();
  const rehearse = useRehearse();
  const navigate = useNavigate();
  const { canSync, canManageIntegration, hasBothDuties } = usePermissions();
  // By what it is, not by its place: a period that is handed over meanwhile comes first.
  const period = found.find((each) => nameOf(each) === chosen) ?? found[0];
  if (period === undefined) return <NoPeriod />;
  const { entity, period_id } = period;
  const through = { entity, period_id, connection_id: one.connection_id };
  const mayRehearse =
    canSync && !hasBothDuties && one.environment === "sandbox" && one.state === "READY";
  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="check">
      <Title order={2} size="h4" id="check">
        Check a period
      </Title>
      <p className="dim">What would be booked, and every problem it would meet. Nothing is sent.</p>
      <div className={classes.form}>
        <NativeSelect
          label="Period"
          value={nameOf(period)}
          onChange={(event) => {
            choose(event.currentTarget.value);
            check.reset();
            rehearse.reset();
          }}
          data={found.map((each) => ({
            value: nameOf(each),
            label: `${each.name}, ${each.entity}`,
          }))}
        />
        {check.error !== null && <ErrorNotice error={check.error} />}
        {rehearse.error !== null && <ErrorNotice error={rehearse.error} />}
        <div className={classes.buttons}>
          {(canSync || canManageIntegration) && (
            <Button
              variant="default"
              loading={check.isPending}
              onClick={() => check.mutate(through)}
            >
              Check, nothing is sent
            </Button>
          )}
          {mayRehearse && (
            <Button
              loading={rehearse.isPending}
              onClick={() =>
                rehearse.mutate(through, {
                  onSuccess: (sync) =>
                    void navigate({ to: "/syncs/$syncId", params: { syncId: sync.sync_id } }),
                })
              }
            >
              Rehearse in the sandbox
            </Button>
          )}
        </div>
      </div>
      {check.data !== undefined && <Checked asked={check.data} one={one} />}
    </section>
  );
}

const nameOf = ({ entity, period_id }: Period) => `${entity} ${period_id}`;

function NoPeriod() {
  return (
    <Notice tone="waiting" title="There is no closed period to check yet">
      <p>The lease system hands one over when books are closed.</p>
    </Notice>
  );
}

function Checked({ asked, one }: { asked: Preview; one: Connection }) {
  const seen = useQuery(preview(asked.preview_id)).data ?? asked;
  return (
    <>
      <LastPreview preview={seen} isPending={false} />
      {seen.status === "DONE" && seen.problem_count > 0 && (
        <Link to="/connections/$connectionId/mappings" params={{ connectionId: one.connection_id }}>
          See which names want mapping
        </Link>
      )}
    </>
  );
}
