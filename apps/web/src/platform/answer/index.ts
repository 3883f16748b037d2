export { Answer, type AnswerProps } from './answer.tsx';
export { Failed, type FailedProps } from './failed.tsx';
export { itemsOf, MorePages, type MorePagesProps, type PagesOptions, usePages } from './pages.tsx';
