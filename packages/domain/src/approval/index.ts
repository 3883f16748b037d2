export { type AskedReturn, type AskedSale, beyondInReturn, beyondInSale, type Reach } from './beyond.ts';
export {
  APPROVAL_ACTIONS,
  APPROVAL_LASTS_MS,
  APPROVAL_METHODS,
  type ApprovalAction,
  type ApprovalMethod,
  type ApprovalStep,
  coversActions,
} from './model.ts';
export { drawerSubject, returnSubject, saleSubject, subjectOf } from './subject.ts';
