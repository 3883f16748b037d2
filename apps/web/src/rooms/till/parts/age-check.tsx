import { businessDateIn } from '@mosaajii/domain/calendar';
import { bornOnOrBefore } from '@mosaajii/domain/sale';
import { UserCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { formatDate, t } from '../../../platform/i18n/index.ts';
import { signal } from '../../../platform/scanner/index.ts';
import { Button, Notice, useToasts } from '../../../platform/ui/index.ts';
import { ageDue } from '../approving.ts';
import { useCart, useTill, useTillState } from '../till-context.tsx';
import { focusOmnibox } from './focus.ts';

/**
 * Asks once for a sale whether whoever buys is old enough, beside the cart, while scanning goes on. Whoever wants to pay before
 * it is answered finds the answer under the Enter key. What is kept is that somebody looked, never a birth date.
 */
export function AgeCheck() {
  const { carts, ports, paying } = useTill();
  const cart = useCart();
  const problem = useTillState((state) => (state.payProblem?.code === 'age-check' ? state.payProblem : null));
  const confirm = useRef<HTMLButtonElement>(null);
  const age = ageDue(ports, cart);
  useEffect(() => {
    if (age > 0) signal('attention');
  }, [age]);
  useEffect(() => {
    if (problem !== null) confirm.current?.focus();
  }, [problem]);
  if (age === 0) return null;
  const asked = cart.lines.filter(({ variantId }) => (ports.catalog.variant(variantId)?.selling?.minimumAge ?? 0) > 0);
  const names = [...new Set(asked.map((line) => line.name))].join(', ');
  // An age is reached by the calendar, however late the shop's day ends.
  const { timeZone } = ports.shop;
  const date = bornOnOrBefore(businessDateIn({ timeZone }, ports.now()), age);
  const accept = () => {
    const { userId } = ports.person;
    carts.adjust((now) => ({ ...now, ageCheck: { minimumAge: age, confirmedBy: userId } }));
    carts.store.setState({ payProblem: null });
    focusOmnibox();
    if (problem !== null) void paying.open();
  };
  const refuse = () => {
    for (const { lineId } of asked) carts.remove(lineId);
    carts.store.setState({ payProblem: null, editor: null });
    useToasts.getState().show({ message: t('layers.ageRefused', { names }), key: 'age-refused' });
    focusOmnibox();
  };
  return (
    <Notice
      tone="warning"
      className="mx-4 mb-2 max-sm:mx-3"
      isAlert
      icon={<UserCheck aria-hidden className="size-5 flex-none" strokeWidth={1.75} />}
      actions={
        <>
          <Button ref={confirm} variant="primary" className="min-h-12" onClick={accept}>
            {t('layers.ageYes')}
          </Button>
          <Button className="min-h-12" onClick={refuse}>
            {t('layers.ageRefuse')}
          </Button>
        </>
      }
    >
      <span className="block truncate text-sm">{t('layers.ageTitle', { age, names })}</span>
      <b className="num text-md font-semibold text-ink">
        {t('layers.ageAsk', { date: formatDate(date, ports.shop.locale) })}
      </b>
    </Notice>
  );
}
