export { KeysSheet } from './parts/keys-sheet.tsx';
export { LineEditor } from './parts/line-editor.tsx';
export { MenuDrawer } from './parts/menu-drawer.tsx';
export { Palette } from './parts/palette.tsx';
export { PaymentSheet } from './parts/payment-sheet.tsx';
export { CreateProduct, LinkCode, PriceCheck } from './parts/product-dialogs.tsx';
export { ProductsSheet } from './parts/products-sheet.tsx';
export { SaleEditor } from './parts/sale-editor.tsx';
export { ScanNotices } from './parts/scan-notices.tsx';
