import { TriangleAlert, X } from 'lucide-react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, IconButton, Notice } from '../../../platform/ui/index.ts';
import { useTill, useTillState } from '../till-context.tsx';
import { focusOmnibox } from './focus.ts';

/** Codes that are not in the catalogue wait here, beside the cart: scanning goes on. */
export function UnknownCodes() {
  const { carts, selling } = useTill();
  const unknown = useTillState((state) => state.unknown);
  const [first] = unknown;
  if (first === undefined) return null;
  const open = (kind: 'create-product' | 'link-code' | 'open-price') =>
    carts.store.setState({ layer: { kind, code: first.code } });
  return (
    <Notice
      tone="warning"
      className="mx-4 mt-2.5 max-sm:mx-3"
      icon={<TriangleAlert aria-hidden className="size-5 flex-none" strokeWidth={1.75} />}
      actions={
        <>
          <Button variant="quiet" className="font-semibold text-ink" onClick={() => open('create-product')}>
            {t('till.createProduct')}
          </Button>
          <Button variant="quiet" onClick={() => open('link-code')}>
            {t('till.linkToOne')}
          </Button>
          <Button variant="quiet" onClick={() => open('open-price')}>
            {t('till.openPrice')}
          </Button>
          <IconButton
            label={t('ui.dismiss')}
            onClick={() => {
              selling.dismissUnknown(first.code);
              focusOmnibox();
            }}
          >
            <X aria-hidden className="size-4" />
          </IconButton>
        </>
      }
    >
      <b className="code font-semibold text-ink">{first.code}</b> {t('till.notInCatalogue')}
      {unknown.length > 1 ? (
        <span className="ms-1.5 font-semibold">{t('till.moreUnknown', { count: unknown.length - 1 })}</span>
      ) : null}
    </Notice>
  );
}
