/** The team as it is read, and what administrators change in it. */
import { queryOptions, useMutation } from "@tanstack/react-query";
import { answered, api, type Schemas } from "@/api/client";
import { queryClient } from "@/api/queries";

export type Member = Schemas["MemberBody"];
export type Invitation = Schemas["InvitationBody"];

const MAILING_MS = 3_000;
const QUIET_MS = 30_000;

export const team = queryOptions({
  queryKey: ["team"],
  queryFn: () => answered(api.GET("/v1/team")),
  refetchInterval: ({ state }) =>
    state.data?.invitations.some((one) => one.mailed_at === null && !one.has_expired) === true
      ? MAILING_MS
      : QUIET_MS,
});

const readAnew = () => queryClient.invalidateQueries({ queryKey: team.queryKey });

export const useInvite = () =>
  useMutation({
    mutationFn: (body: Schemas["InviteRequest"]) => answered(api.POST("/v1/team", { body })),
    onSettled: readAnew,
  });

export const useChangeMember = (member: string) =>
  useMutation({
    mutationFn: (body: Schemas["ChangeMemberRequest"]) =>
      answered(api.PUT("/v1/team/{member}", { params: { path: { member } }, body })),
    onSettled: readAnew,
  });

/** Remove a member, or withdraw an invitation. */
export const useRemove = (member: string) =>
  useMutation({
    mutationFn: () => answered(api.DELETE("/v1/team/{member}", { params: { path: { member } } })),
    onSettled: readAnew,
  });

export const useSendAgain = (member: string) =>
  useMutation({
    mutationFn: () =>
      answered(api.POST("/v1/team/{member}/invitation", { params: { path: { member } } })),
    onSettled: readAnew,
  });
