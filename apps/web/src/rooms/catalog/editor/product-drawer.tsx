import type { ProductDetail } from '@mosaajii/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Failed } from '../../../platform/answer/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { useNavigate, useParams, useSearch } from '../../../platform/router/index.ts';
import { Drawer, Skeleton } from '../../../platform/ui/index.ts';
import { fetchProduct, problemOf } from '../catalog-api.ts';
import { parseProductSearch } from '../product-search.ts';
import { useCurrency, useTaxClasses } from '../use-shop.ts';
import { draftOf, newDraft } from './product-draft.ts';
import { ProductForm } from './product-form.tsx';

/** Closes the drawer: back to the list as it was. */
function useClose(): () => void {
  const navigate = useNavigate();
  const search = parseProductSearch(useSearch());
  return () => navigate({ to: '/products', search });
}

/** A new product, above the list. */
export function NewProductDrawer() {
  const close = useClose();
  const search = parseProductSearch(useSearch());
  const taxClasses = useTaxClasses();
  const usual = taxClasses[0];
  if (usual === undefined) return <LoadingDrawer title={t('catalog.newProduct')} onClose={close} />;
  return (
    <ProductForm product={null} initial={newDraft(usual.taxClassId, search.query)} onClose={close} onReload={close} />
  );
}

/** A stored product, above the list. */
export function ProductDrawer() {
  const close = useClose();
  const { productId } = useParams();
  const currency = useCurrency();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['product', productId],
    queryFn: ({ signal }) => fetchProduct(productId ?? '', signal),
    // What is being edited must not change under the fingers; a later version shows when it is saved.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (query.error !== null) {
    const problem = problemOf(query.error);
    return (
      <Drawer title={t('catalog.editProduct')} onClose={close}>
        <Failed
          title={problem.status === 404 ? t('catalog.productGone') : problem.title}
          cause={problem}
          onRetry={() => void query.refetch()}
        />
      </Drawer>
    );
  }
  if (query.data === undefined) return <LoadingDrawer title={t('catalog.editProduct')} onClose={close} />;
  const reload = async (current?: ProductDetail) => {
    if (current === undefined) await query.refetch();
    else queries.setQueryData(['product', productId], current);
  };
  return (
    <ProductForm
      // Another version is another form: what was typed into the old one does not leak into it.
      key={`${query.data.productId}.${query.data.version}`}
      product={query.data}
      initial={draftOf(query.data, currency)}
      onClose={close}
      onReload={(current) => void reload(current)}
    />
  );
}

function LoadingDrawer({ title, onClose }: { readonly title: string; readonly onClose: () => void }) {
  return (
    <Drawer title={title} onClose={onClose}>
      <div role="status" aria-label={t('catalog.productLoading')} className="flex flex-col gap-5">
        {Array.from({ length: 5 }, (_, row) => (
          <div key={row} className="flex flex-col gap-2">
            <Skeleton className="h-4 w-24" />
            <Skeleton className="h-9 w-full" />
          </div>
        ))}
      </div>
    </Drawer>
  );
}
