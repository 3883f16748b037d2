import { t } from '../../../platform/i18n/index.ts';
import { Button } from '../../../platform/ui/index.ts';
import { SalespersonField } from '../holding/salesperson.tsx';
import { useCart, useTill, useTillState } from '../till-context.tsx';
import { focusOmnibox } from './focus.ts';
import { DiscountEditor, SmallForm } from './line-editor.tsx';

/** The discount and the note of the whole sale. */
export function SaleEditor() {
  const { carts, selling } = useTill();
  const editor = useTillState((state) =>
    state.editor !== null && !('lineId' in state.editor) ? state.editor.kind : null,
  );
  const cart = useCart();
  const close = () => {
    carts.store.setState({ editor: null });
    focusOmnibox();
  };
  if (editor === null) return null;
  return (
    <section className="my-2 rounded-card border border-line bg-bg px-3 pb-3 pt-2">
      <div className="flex items-center">
        <h2 className="flex-1 font-semibold">
          {editor === 'sale-discount' ? t('till.discountSale') : t('till.saleNote')}
        </h2>
        <Button variant="quiet" size="sm" onClick={close}>
          {t('ui.close')}
        </Button>
      </div>
      {editor === 'sale-discount' ? (
        <DiscountEditor
          current={cart.saleDiscounts[0] ?? null}
          onClose={close}
          onApply={(discount) => {
            if (selling.discountSale(discount)) close();
          }}
        />
      ) : (
        <div className="flex flex-col gap-3">
          <SmallForm
            label={t('till.note')}
            initial={cart.note}
            inputMode="text"
            onClose={close}
            onSubmit={(text) => {
              selling.setSaleNote(text.slice(0, 500));
              close();
              return null;
            }}
          />
          <SalespersonField />
        </div>
      )}
    </section>
  );
}
