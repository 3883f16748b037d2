export type { Anchor, AnchorFinding, Head } from './anchor-line.ts';
export {
  type AnchorReading,
  type Anchors,
  expectedOf,
  openAnchors,
} from './anchors.ts';
export { type AnchorKeeper, keepAnchors } from './keeper.ts';
export { headsOf, type Witnesses } from './witnesses.ts';
