/** Narrows the activity by day, person and what it is about; all stand in the address. */
import { Button, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { SubmitEvent } from "react";
import { given } from "@/shared/given";
import classes from "./ActivityPage.module.css";

const route = getRouteApi("/shell/activity");

export function ActivityFilter() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const of = (name: string) => {
      const value = fields.get(name);
      return typeof value === "string" ? value.trim() : "";
    };
    const wanted = { from: of("from"), to: of("to"), by: of("by"), about: of("about") };
    void navigate({ search: given(wanted), replace: true });
  };
  return (
    <form className={classes.filter} onSubmit={narrow} key={JSON.stringify(filter)}>
      <TextInput type="date" name="from" label="From (UTC)" defaultValue={filter.from ?? ""} />
      <TextInput type="date" name="to" label="To (UTC)" defaultValue={filter.to ?? ""} />
      <TextInput name="by" label="Who" placeholder="E-mail" defaultValue={filter.by ?? ""} />
      <TextInput
        name="about"
        label="About"
        placeholder="Period or sync"
        defaultValue={filter.about ?? ""}
      />
      <Button type="submit" variant="default">
        Show
      </Button>
    </form>
  );
}
