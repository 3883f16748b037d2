export { catalog as words } from '../../platform/i18n/en/catalog.ts';
export { NewProductDrawer, ProductDrawer } from './editor/product-drawer.tsx';
export { ImportsScreen } from './imports/imports-screen.tsx';
export { ProductsScreen } from './products/products-screen.tsx';
export { TaxesScreen } from './taxes/taxes-screen.tsx';
