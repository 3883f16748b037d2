export * from './identity.ts';
export * from './problems.ts';
export * from './settings.ts';
