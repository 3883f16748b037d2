export { createChartOfAccounts } from './chart.ts';
export {
  accountOfPostedCode,
  type DocumentKind,
  OFFICE_REGISTER,
  type PostingHeader,
  type PostingRow,
  postingRow,
  postingSteps,
} from './posting-rows.ts';
