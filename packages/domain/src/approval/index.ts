export {
  type AskedDrawer,
  type AskedReturn,
  type AskedSale,
  beyondAtDrawer,
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
  returnSubject,
  saleSubject,
  subjectFor,
  subjectOf,
} from './subject.ts';
