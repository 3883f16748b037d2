export { ProblemAnswer, ProblemError, problem, problemBody } from './problem.ts';
export { defineRoute, isRefusal, type RawResponse, type Route, raw } from './route.ts';
