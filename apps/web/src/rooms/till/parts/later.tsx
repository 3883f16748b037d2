import { lazy } from 'react';
import { addMessages, loadLaterWords } from '../../../platform/i18n/index.ts';

/**
 * What the first scan does not need. It is one file that is fetched right after the first paint and kept on the device, so
 * that a key opens each of these at once.
 */
export async function loadLayers() {
  const [layers] = await Promise.all([import('../layers.tsx'), loadLaterWords()]);
  addMessages('layers', layers.layerWords);
  addMessages('scanning', layers.scanningWords);
  addMessages('layaway', layers.layawayWords);
  return layers;
}

export const AgeCheck = lazy(() => loadLayers().then((layers) => ({ default: layers.AgeCheck })));
export const ApprovalNeeded = lazy(() => loadLayers().then((layers) => ({ default: layers.ApprovalNeeded })));
export const BlindReturn = lazy(() => loadLayers().then((layers) => ({ default: layers.BlindReturn })));
export const ClearPaid = lazy(() => loadLayers().then((layers) => ({ default: layers.ClearPaid })));
export const ExchangeRow = lazy(() => loadLayers().then((layers) => ({ default: layers.ExchangeRow })));
export const CustomerSheet = lazy(() => loadLayers().then((layers) => ({ default: layers.CustomerSheet })));
export const SellGiftCard = lazy(() => loadLayers().then((layers) => ({ default: layers.SellGiftCard })));
export const HeldSales = lazy(() => loadLayers().then((layers) => ({ default: layers.HeldSales })));
export const Layaways = lazy(() => loadLayers().then((layers) => ({ default: layers.Layaways })));
export const KeysSheet = lazy(() => loadLayers().then((layers) => ({ default: layers.KeysSheet })));
export const InstallDialog = lazy(() => loadLayers().then((layers) => ({ default: layers.InstallDialog })));
export const InstallOffer = lazy(() => loadLayers().then((layers) => ({ default: layers.InstallOffer })));
export const DrawerLayer = lazy(() => loadLayers().then((layers) => ({ default: layers.DrawerLayer })));
export const MenuDrawer = lazy(() => loadLayers().then((layers) => ({ default: layers.MenuDrawer })));
export const Palette = lazy(() => loadLayers().then((layers) => ({ default: layers.Palette })));
export const PaymentSheet = lazy(() => loadLayers().then((layers) => ({ default: layers.PaymentSheet })));
export const ProductsSheet = lazy(() => loadLayers().then((layers) => ({ default: layers.ProductsSheet })));
export const PriceCheck = lazy(() => loadLayers().then((layers) => ({ default: layers.PriceCheck })));
export const CreateProduct = lazy(() => loadLayers().then((layers) => ({ default: layers.CreateProduct })));
export const LinkCode = lazy(() => loadLayers().then((layers) => ({ default: layers.LinkCode })));
export const OpenPrice = lazy(() => loadLayers().then((layers) => ({ default: layers.OpenPrice })));
export const LineEditor = lazy(() => loadLayers().then((layers) => ({ default: layers.LineEditor })));
export const SaleEditor = lazy(() => loadLayers().then((layers) => ({ default: layers.SaleEditor })));
export const ScanNotices = lazy(() => loadLayers().then((layers) => ({ default: layers.ScanNotices })));
export const TooOld = lazy(() => loadLayers().then((layers) => ({ default: layers.TooOld })));
export const UnknownCodes = lazy(() => loadLayers().then((layers) => ({ default: layers.UnknownCodes })));
/** A chunk of its own: few tills scan with the camera. */
export const CameraPanel = lazy(() =>
  import('./camera-panel.tsx').then(({ CameraPanel: Panel }) => ({ default: Panel })),
);
