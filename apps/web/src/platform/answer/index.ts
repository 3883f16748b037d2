export { Answer, type AnswerProps } from './answer.tsx';
export { Failed, type FailedProps } from './failed.tsx';
