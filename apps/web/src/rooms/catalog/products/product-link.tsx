import { Link } from '../../../platform/router/index.ts';
import type { ProductSearch } from '../product-search.ts';

/** A product's name as the way to its editor, keeping the filter behind it. */
export function ProductLink({
  productId,
  search,
  children,
}: {
  productId: string;
  search: ProductSearch;
  children: string;
}) {
  return (
    <Link
      to="/products/:productId"
      params={{ productId }}
      search={search}
      className="rounded-[3px] font-medium hover:text-brand-ink hover:underline"
    >
      {children}
    </Link>
  );
}
