export { countedAccount } from './failures.ts';
export { forgetCodes } from './forget-codes.ts';
export { pretendToIssueCode } from './hashing.ts';
export { type CodeChannel, type CodeInput, type IssuedCode, type IssueRefusal, issueCode } from './issue-code.ts';
export { type CodeState, readCodeState } from './read-code-state.ts';
export {
  type CheckedCode,
  type CodeClaim,
  type CodeRefusal,
  checkCode,
  codeWrong,
  consumeCode,
  type RedeemedCode,
  redeemCode,
} from './redeem-code.ts';
export { codeProblem } from './refusals.ts';
