export {
  type AnsweredRequest,
  APPROVAL_FACTS,
  APPROVAL_QUERIES,
  type ApprovalRow,
  type ApprovalState,
  type ApprovalUseRow,
  approvalSteps,
} from './approval-rows.ts';
export { readCashierApprovals } from './cashier-approvals.ts';
export { approvalsRoutes } from './routes.ts';
