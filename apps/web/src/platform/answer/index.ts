export { Answer, type AnswerProps } from './answer.tsx';
export { Below, type BelowProps } from './below.tsx';
export { Failed, type FailedProps } from './failed.tsx';
export { keepLastKnown, lastKnown } from './last-known.ts';
export {
  itemsOf,
  Listed,
  type ListedProps,
  MorePages,
  type MorePagesProps,
  type PagesOptions,
  usePages,
} from './pages.tsx';
