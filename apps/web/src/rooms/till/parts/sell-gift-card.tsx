import { businessDateIn } from '@mosaajii/domain/calendar';
import type { Minor } from '@mosaajii/domain/money';
import { giftCardExpiry } from '@mosaajii/domain/purse';
import { type FormEvent, useEffect, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Amount, Button, Dialog, Field, MoneyInput, TextInput } from '../../../platform/ui/index.ts';
import { addGiftCard } from '../cart.ts';
import { giftCardOf } from '../gift-card-code.ts';
import { useTill } from '../till-context.tsx';

/** Sells or loads a gift card: a line without tax, for what is to be on the card. */
export function SellGiftCard({ code: initial }: { readonly code: string }) {
  const { carts, ports } = useTill();
  const { shop } = ports;
  const [code, setCode] = useState(initial);
  const [amount, setAmount] = useState<Minor | null | undefined>(null);
  const [balance, setBalance] = useState<Minor | null>(null);
  const [isChecked, setChecked] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const close = () => carts.store.setState({ layer: null });
  useEffect(() => {
    let isCurrent = true;
    setBalance(null);
    void giftCardOf(ports, code).then(async (card) => {
      const found = card === null ? null : await ports.value.balance(card.cardId);
      if (isCurrent && found?.ok === true) setBalance(found.value.spendableMinor);
    });
    return () => {
      isCurrent = false;
    };
  }, [ports, code]);
  const isAmountMissing = amount === null || amount === undefined || amount <= 0;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const card = await giftCardOf(ports, code);
    setWrong(card === null);
    if (card === null || isAmountMissing) return;
    const expiresOn = giftCardExpiry(businessDateIn(shop, ports.now()), shop.tenders.giftCardMonths);
    const sold = { ...card, ...(expiresOn === undefined ? {} : { expiresOn }) };
    const name = t('layers.giftCardLine', { hint: card.hint });
    carts.change((cart) => addGiftCard(cart, { lineId: ports.newId(), name, amountMinor: amount, giftCard: sold }));
    close();
  };
  return (
    <Dialog title={t('till.sellGiftCard')} onClose={close} className="comfortable">
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4 pt-1">
        <Field
          label={t('layers.giftCardCode')}
          error={isWrong ? t('layers.giftCardWrong') : undefined}
          hint={
            balance === null ? undefined : (
              <>
                {t('layers.giftCardHas')} <Amount value={balance} currency={shop.rules.currency} locale={shop.locale} />
              </>
            )
          }
        >
          <TextInput
            data-autofocus={initial === '' ? true : undefined}
            data-scan="here"
            value={code}
            onChange={(event) => setCode(event.target.value)}
            maxLength={40}
            autoComplete="off"
            dir="ltr"
          />
        </Field>
        <Field
          label={t('layers.giftCardAmount')}
          error={isChecked && isAmountMissing ? t('till.invalidAmount') : undefined}
        >
          <MoneyInput
            data-autofocus={initial === '' ? undefined : true}
            currency={shop.rules.currency}
            value={amount ?? null}
            onValue={setAmount}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button variant="quiet" onClick={close}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" variant="primary">
            {t('layers.addToSale')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
