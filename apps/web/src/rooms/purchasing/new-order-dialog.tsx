import type { Supplier } from '@mosaajii/contract/purchasing';
import { type FormEvent, useRef, useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { newId } from '../../platform/ids/index.ts';
import { Link, useNavigate } from '../../platform/router/index.ts';
import { Button, Dialog, Field, linkLook, Select } from '../../platform/ui/index.ts';
import { purchasingApi, useChange, useSuppliers } from './use-purchasing.ts';

const DAY_MS = 86_400_000;

/** Begins a draft: from whom. Everything else is written in it. */
export function NewOrderDialog({ onClose }: { readonly onClose: () => void }) {
  const suppliers = useSuppliers('', 'active');
  return (
    <Dialog title={t('purchasing.new')} onClose={onClose}>
      <Answer query={suppliers}>
        {(items) =>
          items.length === 0 ? (
            <div className="flex flex-col items-start gap-4">
              <p>{t('purchasing.needsSupplier')}</p>
              <Link to="/suppliers" className={linkLook}>
                {t('purchasing.suppliers')}
              </Link>
            </div>
          ) : (
            <NewOrder suppliers={items} onClose={onClose} />
          )
        }
      </Answer>
    </Dialog>
  );
}

function NewOrder({ suppliers, onClose }: { readonly suppliers: readonly Supplier[]; readonly onClose: () => void }) {
  const { session, now } = useDevice();
  const settings = useObservable(session.settings);
  const change = useChange();
  const navigate = useNavigate();
  // The same order however often the button is pressed.
  const orderId = useRef(newId());
  const [supplierId, setSupplierId] = useState(suppliers[0]?.supplierId ?? '');
  const [isPending, setPending] = useState(false);
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending || settings === null) return;
    setPending(true);
    const days = suppliers.find((one) => one.supplierId === supplierId)?.leadTimeDays ?? null;
    const expectedOn = days === null ? null : new Date(now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
    const { storeId } = settings.store;
    const head = { orderId: orderId.current, storeId, supplierId, expectedOn, note: '', lines: [] };
    const made = await change(purchasingApi.create(head));
    setPending(false);
    if (made === null) return;
    onClose();
    navigate({ to: '/purchasing/:orderId', params: { orderId: made.orderId } });
  };
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void begin(event)}>
      <Field label={t('purchasing.supplier')}>
        <Select data-autofocus value={supplierId} onChange={(event) => setSupplierId(event.target.value)}>
          {suppliers.map((one) => (
            <option key={one.supplierId} value={one.supplierId}>
              {one.name}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" variant="primary" className="self-end" isPending={isPending}>
        {t('purchasing.begin')}
      </Button>
    </form>
  );
}
