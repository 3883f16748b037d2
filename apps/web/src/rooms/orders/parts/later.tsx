import { lazy } from 'react';

/** Its words are many and few sales are marked, so they come with the first mark that is shown. */
export const FlagList = lazy(() => import('./flag-list.tsx').then((file) => ({ default: file.FlagList })));

/** What prints the paper of a return: fetched while goods are chosen, and there when the return is saved. */
export const loadReturnDone = () => import('./return-done.tsx').then((file) => ({ default: file.ReturnDone }));
export const ReturnDone = lazy(loadReturnDone);
