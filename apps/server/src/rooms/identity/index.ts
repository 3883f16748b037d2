export { accessCrons, completeFounding, isFoundingToken, readFounding } from './access/index.ts';
export { sealAccounts, sealEmail } from './account-emails.ts';
export { readBusinessDates } from './business-dates.ts';

export { countryPresets } from './countries.ts';
export { type CreatedOrganization, createOrganization, type NewOrganization } from './create-organization.ts';
export { weaknessOf } from './passwords/password-strength.ts';
export { hashPassword, usePepper } from './passwords/passwords.ts';
export { readOwner } from './people/person-rows.ts';
export { createRecognition } from './recognition.ts';
export { recoverOwner } from './recover-owner.ts';
export { readRegisterUsers } from './register-state.ts';
export { enrolAgain, enrolRegister, type NewRegister } from './registers.ts';
export { type AuthorityRow, authorityOfRow } from './roles/authority-row.ts';
export { identityRoutes } from './routes.ts';
export { readSession } from './session-view.ts';
export { type IssuedToken, openSession } from './sessions.ts';
export { readShopSettings } from './settings.ts';
export { completeInstance, ensureSetupToken, isSetupToken, lockInstance, readInstance } from './setup-token.ts';
export { listStores, readRegisterStore, readRegistersOf, storeToUse } from './store-places.ts';
export { readRefusedPatterns } from './stored-patterns.ts';
export {
  type HeadChange,
  headStep,
  type MemberRow,
  REGISTER_QUERIES,
  type RegisterHeadRow,
  type RegisterKeyRow,
  readBooksFrame,
  readChainHead,
  readEpoch,
  readRegisterKeys,
  readStoreFrame,
  type StoreFrame,
} from './sync-context.ts';
export { listUserNames } from './user-names.ts';
export { readAuthority, usersWhoMay } from './users-who-may.ts';
