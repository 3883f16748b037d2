export * from './account.ts';
export * from './catalog.ts';
export * from './factors.ts';
export * from './identity.ts';
export * from './imports.ts';
export * from './problems.ts';
export * from './receipts.ts';
export * from './settings.ts';
