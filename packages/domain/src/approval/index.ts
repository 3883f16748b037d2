export {
  type AskedDrawer,
  type AskedReturn,
  type AskedSale,
  beyondAtDrawer,
  beyondInCancellation,
  beyondInCorrection,
  beyondInReturn,
  beyondInSale,
  type Reach,
  stepsBeyond,
} from './beyond.ts';
export {
  APPROVAL_ACTIONS,
  APPROVAL_LASTS_MS,
  APPROVAL_METHODS,
  type ApprovalAction,
  type ApprovalMethod,
  type ApprovalStep,
  coversActions,
} from './model.ts';
export {
  correctionSubject,
  creditSubject,
  drawerSubject,
  layawaySubject,
  returnSubject,
  saleSubject,
  subjectFor,
  subjectOf,
} from './subject.ts';
