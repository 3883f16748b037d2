export {
  type Anchor,
  type AnchorFinding,
  type AnchorReading,
  type Anchors,
  expectedOf,
  type Head,
  openAnchors,
} from './anchors.ts';
export { type AnchorKeeper, keepAnchors } from './keeper.ts';
