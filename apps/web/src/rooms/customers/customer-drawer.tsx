import type { Customer, CustomerDouble } from '@mosaajii/contract/customers';
import { minor } from '@mosaajii/domain/money';
import { useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { useNavigate, useParams } from '../../platform/router/index.ts';
import { Amount, Button, Dialog, Drawer, Skeleton } from '../../platform/ui/index.ts';
import { CustomerForm, Doubles } from './customer-form.tsx';
import { nameOf } from './customers-screen.tsx';
import { EntryList } from './entry-list.tsx';
import { StatementSection } from './statement.tsx';
import { customersApi, useChange, useCustomer, useMay, useMoney } from './use-customers.ts';

/** One customer above the list: balances, what changed them, and everything that was written down. */
export function CustomerDrawer() {
  const navigate = useNavigate();
  const { customerId = '' } = useParams();
  const found = useCustomer(customerId);
  const close = () => navigate({ to: '/customers' });
  return (
    <Drawer title={found.data === undefined ? t('customers.title') : nameOf(found.data)} onClose={close}>
      <Answer query={found} title={t('customers.missing')} loading={<Skeleton className="mt-2 h-64" />}>
        {(customer) => <Loaded key={customer.version} customer={customer} />}
      </Answer>
    </Drawer>
  );
}

function Loaded({ customer }: { readonly customer: Customer }) {
  const canWrite = useMay('customers.write');
  const canErase = useMay('customers.credit');
  const change = useChange();
  const [isPending, setPending] = useState(false);
  const [isErasing, setErasing] = useState(false);
  const [doubles, setDoubles] = useState<readonly CustomerDouble[]>([]);
  return (
    <div className="flex flex-col gap-6">
      <Balances customer={customer} />
      <Doubles doubles={doubles} />
      {canWrite && !customer.isErased ? (
        <CustomerForm
          start={customer}
          isPending={isPending}
          onSave={async (draft) => {
            setPending(true);
            const { version } = customer;
            const { creditLimitMinor, ...rest } = draftOf(draft);
            const asked = {
              ...rest,
              version,
              creditLimitMinor: creditLimitMinor === null ? null : minor(creditLimitMinor),
            };
            const written = await change(customersApi.change(customer.customerId, asked), t('customers.saved'));
            setPending(false);
            if (written !== null) setDoubles(written.doubles);
          }}
        />
      ) : null}
      <StatementSection customerId={customer.customerId} />
      <EntryList path={`/customers/${customer.customerId}/entries`} title={t('customers.timeline')} />
      {canErase && !customer.isErased ? (
        <Button variant="danger" className="self-start" onClick={() => setErasing(true)}>
          {t('customers.erase')}
        </Button>
      ) : null}
      {isErasing ? (
        <Dialog title={t('customers.eraseTitle')} onClose={() => setErasing(false)}>
          <p className="text-ink-2">{t('customers.eraseText')}</p>
          <div className="mt-4 flex justify-end gap-2">
            <Button variant="quiet" onClick={() => setErasing(false)}>
              {t('customers.cancel')}
            </Button>
            <Button
              variant="danger"
              onClick={() => {
                setErasing(false);
                void change(customersApi.erase(customer.customerId), t('customers.eraseDone'));
              }}
            >
              {t('customers.erase')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}

/** What the form may change: the server takes nothing else. */
function draftOf(draft: Parameters<Parameters<typeof CustomerForm>[0]['onSave']>[0]) {
  const { name, company, phone, email, taxNumber, cardCode, addressLines, birthday, note } = draft;
  const { taxCertificate, taxExemptUntil } = draft;
  const taxes = { taxCertificate, taxExemptUntil: taxCertificate.trim() === '' ? null : taxExemptUntil };
  const { groupIds, tags, consent, creditLimitMinor, paymentTermsDays, isActive } = draft;
  const person = { name, company, phone, email, taxNumber, cardCode, addressLines, birthday, note };
  return { ...person, ...taxes, groupIds, tags, consent, creditLimitMinor, paymentTermsDays, isActive };
}

function Balances({ customer }: { readonly customer: Customer }) {
  const money = useMoney();
  if (money === null) return null;
  const figures = [
    [customer.owedMinor < 0 ? 'customers.inAdvance' : 'customers.owes', Math.abs(customer.owedMinor)],
    ['customers.storeCredit', customer.storeCreditMinor],
  ] as const;
  return (
    <dl className="grid grid-cols-3 gap-3">
      {figures.map(([label, value]) => (
        <div key={label} className="rounded-card border border-line px-3 py-2">
          <dt className="text-sm text-ink-2">{t(label)}</dt>
          <dd className="text-lg font-semibold">
            <Amount value={minor(value)} currency={money.currency} locale={money.locale} />
          </dd>
        </div>
      ))}
      <div className="rounded-card border border-line px-3 py-2">
        <dt className="text-sm text-ink-2">{t('customers.points')}</dt>
        <dd className="num text-lg font-semibold">{customer.points}</dd>
      </div>
    </dl>
  );
}
