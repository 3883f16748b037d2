import type { CatalogHit } from '@mosaajii/domain/catalog';
import { Package } from 'lucide-react';
import { useMemo, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { classes, EmptyState, priceFigures, Skeleton } from '../../../platform/ui/index.ts';
import { hueOf, initialsOf } from '../tile-mark.ts';
import { useCatalogLoading, useCatalogVersion, useTill } from '../till-context.tsx';
import { focusOmnibox } from './focus.ts';

const MOST_TILES = 120;
const FAVOURITES = 'favourites';
/** So many grey tiles stand for those that are on their way. */
const TILES_TO_COME = 12;

/** The products that can be tapped, by category. Positions are stable: nothing reorders itself under a finger. */
export function Products({ onPick }: { readonly onPick?: () => void }) {
  const { catalog } = useTill().ports;
  const version = useCatalogVersion();
  const isLoading = useCatalogLoading();
  const [chosen, setChosen] = useState<string>(FAVOURITES);
  const shown = useMemo(() => {
    // The version is the only thing that says that the catalogue's answers changed.
    void version;
    const categories = catalog.categories().filter((category) => category.parentId === null);
    const favourites = catalog.favourites();
    const isKnown = categories.some((category) => category.categoryId === chosen);
    // A shop without favourites opens on its first category: there is always something to tap.
    const fallback = favourites.length > 0 ? FAVOURITES : (categories[0]?.categoryId ?? FAVOURITES);
    const current = isKnown ? chosen : fallback;
    const hits =
      current !== FAVOURITES
        ? catalog.inCategory(current, MOST_TILES)
        : favourites.length > 0
          ? favourites
          : catalog.first(MOST_TILES);
    return { categories, current, hits, hasFavourites: favourites.length > 0 };
  }, [catalog, chosen, version]);
  const { selling } = useTill();
  const pick = (hit: CatalogHit, isPointer: boolean) => {
    selling.add(hit);
    if (isPointer) focusOmnibox();
    onPick?.();
  };
  return (
    <>
      <div
        role="group"
        aria-label={t('till.categories')}
        className="no-bar flex flex-none gap-1 overflow-x-auto px-4 pb-2 pt-2.5"
      >
        <CategoryChip isOn={shown.current === FAVOURITES} onPick={() => setChosen(FAVOURITES)}>
          {shown.hasFavourites ? t('till.favourites') : t('till.allProducts')}
        </CategoryChip>
        {shown.categories.map((category) => (
          <CategoryChip
            key={category.categoryId}
            isOn={shown.current === category.categoryId}
            onPick={() => setChosen(category.categoryId)}
          >
            {category.name}
          </CategoryChip>
        ))}
      </div>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-4 pb-3 pt-0.5">
        {shown.hits.length === 0 && isLoading ? (
          <div role="status" aria-label={t('ui.loading')} className="till-tiles">
            {Array.from({ length: TILES_TO_COME }, (_, tile) => (
              <Skeleton key={tile} className="h-full rounded-card" />
            ))}
          </div>
        ) : shown.hits.length === 0 ? (
          <EmptyState icon={Package} title={t('till.noProducts')}>
            {t('till.noProductsText')}
          </EmptyState>
        ) : (
          <div className="till-tiles">
            {shown.hits.map((hit) => (
              <Tile key={hit.variantId} hit={hit} onPick={pick} />
            ))}
          </div>
        )}
      </div>
    </>
  );
}

function CategoryChip({
  isOn,
  onPick,
  children,
}: {
  readonly isOn: boolean;
  readonly onPick: () => void;
  readonly children: string;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onPick}
      className={classes(
        'reach h-9 flex-none whitespace-nowrap rounded-full px-3.5 font-medium focus-visible:-outline-offset-2',
        isOn ? 'bg-ink text-bg' : 'text-ink-2 hover:bg-sunken hover:text-ink',
      )}
    >
      {children}
    </button>
  );
}

interface TileProps {
  readonly hit: CatalogHit;
  readonly onPick: (hit: CatalogHit, isPointer: boolean) => void;
}

function Tile({ hit, onPick }: TileProps) {
  const { shop } = useTill().ports;
  return (
    <button
      type="button"
      // A press with the mouse leaves the omnibox its focus: the next scan or word needs no click.
      onPointerDown={(event) => event.pointerType === 'mouse' && event.preventDefault()}
      onClick={(event) => onPick(hit, event.detail > 0)}
      className="tile flex min-w-0 flex-col overflow-hidden rounded-card border border-line bg-surface text-start hover:border-line-strong active:translate-y-px focus-visible:outline-offset-0"
    >
      <TileMark hit={hit} />
      <span className="tile-words flex min-h-0 w-full min-w-0 flex-1 flex-col justify-end gap-0.5 px-3 py-1">
        {/* Never lower than its lines: Chromium would put the dots after the first of two. */}
        <span dir="auto" className="product-name line-clamp-2 flex-none text-sm/[18px] font-medium">
          {hit.name}
        </span>
        <span className="num flex-none text-sm text-ink-2">
          {hit.priceE4 === null ? t('till.askPrice') : priceFigures(hit.priceE4, shop.rules.currency)}
          {hit.unit === 'pcs' || hit.unit === '' ? null : <span className="text-ink-3"> / {hit.unit}</span>}
        </span>
      </span>
    </button>
  );
}

function TileMark({ hit }: { readonly hit: CatalogHit }) {
  if (hit.imageId !== null) {
    return (
      <img
        src={`/api/v1/images/${hit.imageId}`}
        alt=""
        loading="lazy"
        decoding="async"
        className="tile-mark h-[62px] w-full flex-none object-cover max-lg:h-11"
      />
    );
  }
  return (
    <span
      aria-hidden
      style={{ '--hue': hueOf(hit.productId) } as React.CSSProperties}
      className="tile-mark grid h-[62px] w-full flex-none place-items-center text-[22px]/none font-semibold tracking-[-0.02em] max-lg:h-11 max-lg:text-lg"
    >
      {initialsOf(hit.name)}
    </span>
  );
}
