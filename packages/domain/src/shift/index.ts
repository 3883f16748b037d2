export { type DrawerFacts, expectedCash, overShort } from './drawer.ts';
