export { Answer, type AnswerProps } from './answer.tsx';
export { Failed, type FailedProps } from './failed.tsx';
export {
  itemsOf,
  Listed,
  type ListedProps,
  MorePages,
  type MorePagesProps,
  type PagesOptions,
  usePages,
} from './pages.tsx';
