export { createChartOfAccounts } from './chart.ts';
export {
  type DocumentKind,
  POSTING_FACTS,
  type PostingHeader,
  type PostingRow,
  postingRow,
  postingSteps,
} from './posting-rows.ts';
export { pageOfPostings, verifyBalances, verifyPostings } from './verify.ts';
