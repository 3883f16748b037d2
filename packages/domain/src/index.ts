export * from './money/index.ts';
export * from './operation/index.ts';
export * from './permission/index.ts';
export * from './quantity/index.ts';
export { ok, type Refusal, type Result, refuse, unwrap } from './result.ts';
export * from './sale/index.ts';
