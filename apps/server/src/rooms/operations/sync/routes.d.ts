import { type Route } from '../../../platform/http/index.ts';
export declare const syncRoutes: readonly Route[];
