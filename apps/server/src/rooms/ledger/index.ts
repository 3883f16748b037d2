export { createChartOfAccounts } from './chart.ts';
export {
  accountOfPostedCode,
  type DocumentKind,
  OFFICE_REGISTER,
  POSTING_FACTS,
  type PostingHeader,
  type PostingRow,
  postingRow,
  postingSteps,
} from './posting-rows.ts';
export { pageOfPostings, verifyBalances, verifyPostings } from './verify.ts';
