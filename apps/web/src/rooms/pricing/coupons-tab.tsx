import type { Coupon, PromotionSummary } from '@mosaajii/contract/pricing';
import { Ticket } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Answer, Failed, MorePages } from '../../platform/answer/index.ts';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import {
  Button,
  Card,
  Chip,
  Dialog,
  EmptyState,
  Field,
  LoadingLines,
  linkLook,
  Notice,
  SegmentedControl,
  Select,
  TextInput,
} from '../../platform/ui/index.ts';
import { useCanWrite } from './use-can-write.ts';
import { useChange, useCoupons, usePromotions } from './use-pricing.ts';

/** The codes that let promotions in: made, found, exported, taken out of use. */
export function CouponsTab() {
  const promotions = usePromotions();
  return (
    <Answer query={promotions}>
      {({ items }) => <Coupons promotions={items.filter(({ conditions }) => conditions.needsCoupon === true)} />}
    </Answer>
  );
}

function Coupons({ promotions }: { readonly promotions: readonly PromotionSummary[] }) {
  const canWrite = useCanWrite();
  const [promotionId, setPromotionId] = useState('');
  const [words, setWords] = useState('');
  const [isMaking, setMaking] = useState(false);
  const coupons = useCoupons(promotionId, words);
  if (promotions.length === 0) {
    return (
      <EmptyState icon={Ticket} title={t('pricing.couponsNone')}>
        {t('pricing.couponsNoneText')}
      </EmptyState>
    );
  }
  const filter = promotionId === '' ? '' : `?promotionId=${promotionId}`;
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('pricing.couponFor')} className="min-w-52 flex-1">
          <Select value={promotionId} onChange={(event) => setPromotionId(event.target.value)}>
            <option value="">{t('pricing.couponForAll')}</option>
            {promotions.map((promotion) => (
              <option key={promotion.promotionId} value={promotion.promotionId}>
                {promotion.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('pricing.couponSearch')} className="min-w-40 flex-1">
          <TextInput value={words} onChange={(event) => setWords(event.target.value)} />
        </Field>
        <a className={linkLook} href={`/api/v1/coupons/export${filter}`} download="coupons.csv">
          {t('pricing.couponExport')}
        </a>
        {canWrite ? (
          <Button variant="primary" onClick={() => setMaking(true)}>
            {t('pricing.couponNew')}
          </Button>
        ) : null}
      </div>
      {coupons.error === null ? null : <Failed cause={coupons.error} onRetry={() => void coupons.refetch()} />}
      {coupons.data === undefined && coupons.error === null ? <LoadingLines /> : null}
      {coupons.data?.length === 0 ? (
        <EmptyState title={t(words === '' ? 'pricing.couponsNone' : 'pricing.couponsNoneFound')} />
      ) : null}
      {coupons.data === undefined || coupons.data.length === 0 ? null : (
        <CouponList
          coupons={coupons.data}
          nameOf={(id) => promotions.find((one) => one.promotionId === id)?.name ?? ''}
        />
      )}
      <MorePages pages={coupons} />
      {isMaking ? <MakeCoupons promotions={promotions} onClose={() => setMaking(false)} /> : null}
    </>
  );
}

function CouponList({
  coupons,
  nameOf,
}: {
  readonly coupons: readonly Coupon[];
  readonly nameOf: (promotionId: string) => string;
}) {
  const canWrite = useCanWrite();
  const { problem, isPending, run } = useChange();
  const end = ({ couponId }: Coupon) =>
    void run(() => api.post(`/coupons/${couponId}/deactivate`), t('pricing.couponSwitched'));
  return (
    <Card>
      {problem === null ? null : (
        <Notice tone="danger" isAlert className="m-3">
          {problem.detail} {problem.action}
        </Notice>
      )}
      <ul aria-label={t('pricing.coupons')} className="divide-y divide-line">
        {coupons.map((coupon) => (
          <li key={coupon.couponId} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="code min-w-32 font-semibold">{coupon.code}</span>
            <span className="min-w-32 flex-1 truncate text-ink-2">{nameOf(coupon.promotionId)}</span>
            <span className="num text-sm text-ink-2">
              {coupon.mostUses === null
                ? `${t('pricing.couponUsed')} ${coupon.uses} · ${t('pricing.couponUnlimited')}`
                : `${t('pricing.couponLeft')} ${coupon.mostUses - coupon.uses} / ${coupon.mostUses}`}
            </span>
            {coupon.surplusUses > 0 ? (
              <Chip size="sm" tone="warning">
                {t('pricing.couponSurplus', { count: coupon.surplusUses })}
              </Chip>
            ) : null}
            {coupon.isActive ? null : <Chip size="sm">{t('pricing.couponOff')}</Chip>}
            {coupon.isActive && canWrite ? (
              <Button
                isPending={isPending}
                aria-label={t('pricing.couponSwitchOff', { code: coupon.code })}
                onClick={() => end(coupon)}
              >
                {t('pricing.switchOff')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function MakeCoupons({
  promotions,
  onClose,
}: {
  readonly promotions: readonly PromotionSummary[];
  readonly onClose: () => void;
}) {
  const { problem, isPending, run } = useChange();
  const [promotionId, setPromotionId] = useState(promotions[0]?.promotionId ?? '');
  const [way, setWay] = useState<'many' | 'own'>('many');
  const [count, setCount] = useState('10');
  const [code, setCode] = useState('');
  const [uses, setUses] = useState('1');
  const [isTried, setTried] = useState(false);
  const number = (text: string, most: number) =>
    /^[1-9]\d{0,6}$/.test(text.trim()) && Number(text) <= most ? Number(text) : null;
  const many = number(count, 1_000);
  const mostUses = uses.trim() === '' ? null : number(uses, 1_000_000);
  const isCodeGood = /^[A-Z0-9]{3,40}$/.test(code.toUpperCase().replace(/[\s-]/g, ''));
  const isGood = (way === 'many' ? many !== null : isCodeGood) && (uses.trim() === '' || mostUses !== null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isGood) return;
    const what = way === 'many' ? { count: many } : { code };
    const body = { promotionId, mostUses, validTo: null, ...what };
    const made = await run(
      () => api.post<{ readonly coupons: readonly Coupon[] }>('/coupons', { body }),
      t('pricing.couponMade', { count: way === 'many' ? (many ?? 0) : 1 }),
    );
    if (made !== null) onClose();
  };
  return (
    <Dialog
      title={t('pricing.couponNew')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('pricing.cancel')}</Button>
          <Button variant="primary" type="submit" form="coupons" isPending={isPending}>
            {t('pricing.couponNew')}
          </Button>
        </>
      }
    >
      <form id="coupons" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem.detail} {problem.action}
          </Notice>
        )}
        <Field label={t('pricing.couponFor')}>
          <Select data-autofocus value={promotionId} onChange={(event) => setPromotionId(event.target.value)}>
            {promotions.map((promotion) => (
              <option key={promotion.promotionId} value={promotion.promotionId}>
                {promotion.name}
              </option>
            ))}
          </Select>
        </Field>
        <SegmentedControl
          label={t('pricing.couponChoice')}
          value={way}
          options={[
            { value: 'many', label: t('pricing.couponMany') },
            { value: 'own', label: t('pricing.couponOwn') },
          ]}
          onChange={setWay}
        />
        {way === 'many' ? (
          <Field
            label={t('pricing.couponCount')}
            error={isTried && many === null ? t('pricing.wrongNumber') : undefined}
          >
            <TextInput inputMode="numeric" value={count} onChange={(event) => setCount(event.target.value)} />
          </Field>
        ) : (
          <Field label={t('pricing.couponCode')} error={isTried && !isCodeGood ? t('pricing.wrongCode') : undefined}>
            <TextInput
              value={code}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => setCode(event.target.value)}
            />
          </Field>
        )}
        <Field
          label={t('pricing.couponUses')}
          hint={t('pricing.couponUsesHint')}
          error={isTried && uses.trim() !== '' && mostUses === null ? t('pricing.wrongNumber') : undefined}
        >
          <TextInput inputMode="numeric" value={uses} onChange={(event) => setUses(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
