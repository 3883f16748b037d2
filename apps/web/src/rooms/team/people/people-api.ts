import type { SessionList, SessionsEnded } from '@mosaajii/contract/identity';
import type { HandedCode, Invitation, InvitationList } from '@mosaajii/contract/invitations';
import type {
  NewPerson,
  PeopleBulk,
  PeopleBulkAnswer,
  PeopleList,
  Person,
  PersonPatch,
} from '@mosaajii/contract/people';
import { api } from '../../../platform/api/index.ts';

type Signal = { readonly signal: AbortSignal };

export const peopleApi = {
  list: (parameters: URLSearchParams, options: Signal) => api.get<PeopleList>(`/users?${parameters}`, options),
  read: (userId: string, options: Signal) => api.get<Person>(`/users/${userId}`, options),
  addStaff: (body: NewPerson) => api.post<Person>('/users', { body }),
  change: (userId: string, body: PersonPatch) => api.patch<Person>(`/users/${userId}`, { body }),
  changeMany: (body: PeopleBulk) => api.post<PeopleBulkAnswer>('/users/bulk', { body }),
  sessions: (userId: string, options: Signal) => api.get<SessionList>(`/users/${userId}/sessions`, options),
  endSession: (userId: string, sessionId: string) =>
    api.delete<SessionsEnded>(`/users/${userId}/sessions/${sessionId}`),
  endAllSessions: (userId: string) => api.delete<SessionsEnded>(`/users/${userId}/sessions`),
  invitations: (options: Signal) => api.get<InvitationList>('/invitations', options),
  invite: (body: object) => api.post<Invitation>('/invitations', { body }),
  inviteAgain: (invitationId: string) => api.post<Invitation>(`/invitations/${invitationId}/send`, { body: {} }),
  withdraw: (invitationId: string) => api.delete<Invitation>(`/invitations/${invitationId}`),
  code: (invitationId: string) => api.post<HandedCode>(`/invitations/${invitationId}/code`, { body: {} }),
};
