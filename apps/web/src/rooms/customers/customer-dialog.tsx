import { minor } from '@mosaajii/domain/money';
import { useRef, useState } from 'react';
import { t } from '../../platform/i18n/index.ts';
import { newId } from '../../platform/ids/index.ts';
import { useNavigate } from '../../platform/router/index.ts';
import { Dialog, useToasts } from '../../platform/ui/index.ts';
import { CustomerForm, doublesText, EMPTY_DRAFT } from './customer-form.tsx';
import { customersApi, useChange } from './use-customers.ts';

/** Writes somebody down. Who may be the same person is said afterwards; the new one stays open. */
export function CustomerDialog({ onClose }: { readonly onClose: () => void }) {
  const change = useChange();
  const navigate = useNavigate();
  // The same customer however often the button is pressed.
  const customerId = useRef(newId());
  const [isPending, setPending] = useState(false);
  return (
    <Dialog title={t('customers.new')} onClose={onClose}>
      <CustomerForm
        start={EMPTY_DRAFT}
        isPending={isPending}
        onSave={async (draft) => {
          setPending(true);
          const written = await change(
            customersApi.create({
              ...draft,
              customerId: customerId.current,
              creditLimitMinor: draft.creditLimitMinor === null ? null : minor(draft.creditLimitMinor),
            }),
            t('customers.saved'),
          );
          setPending(false);
          if (written === null) return;
          if (written.doubles.length > 0) {
            useToasts.getState().show({ message: doublesText(written.doubles), key: 'doubles' });
          }
          onClose();
          navigate({ to: '/customers/:customerId', params: { customerId: customerId.current } });
        }}
      />
    </Dialog>
  );
}
