import type { SessionList, SessionsEnded } from '@mosaajii/contract/identity';
import type { HandedCode, Invitation, InvitationList, InvitationsSent } from '@mosaajii/contract/invitations';
import type { OwnershipState } from '@mosaajii/contract/ownership';
import type {
  NewPerson,
  PeopleBulk,
  PeopleBulkAnswer,
  PeopleList,
  Person,
  PersonPatch,
} from '@mosaajii/contract/people';
import type { PeopleFileAnswer } from '@mosaajii/contract/people-files';
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
  inviteManyAgain: (invitationIds: readonly string[]) =>
    api.post<InvitationsSent>('/invitations/send', { body: { invitationIds } }),
  withdraw: (invitationId: string) => api.delete<Invitation>(`/invitations/${invitationId}`),
  mayExport: () => api.post('/users/export', { body: {} }),
  previewFile: (body: object) => api.post<PeopleFileAnswer>('/users/imports/preview', { body }),
  importFile: (body: object) => api.post<PeopleFileAnswer>('/users/imports', { body }),
  ownership: (options: Signal) => api.get<OwnershipState>('/ownership', options),
  offerShop: (body: object) => api.post<OwnershipState>('/ownership', { body }),
  acceptShop: (transferId: string) => api.post<OwnershipState>(`/ownership/${transferId}/accept`, { body: {} }),
  declineShop: (transferId: string) => api.post<OwnershipState>(`/ownership/${transferId}/decline`, { body: {} }),
  withdrawShop: (transferId: string) => api.delete<OwnershipState>(`/ownership/${transferId}`),
  code: (invitationId: string) => api.post<HandedCode>(`/invitations/${invitationId}/code`, { body: {} }),
};
