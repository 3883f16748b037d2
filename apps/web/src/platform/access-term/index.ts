export { TermNotice, useAccessTerm } from './term-notice.tsx';
