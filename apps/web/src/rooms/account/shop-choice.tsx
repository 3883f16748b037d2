import type { ShopChoices } from '@mosaajii/contract/shops';
import { useQueryClient } from '@tanstack/react-query';
import { Check, ChevronRight, Store } from 'lucide-react';
import { t } from '../../platform/i18n/index.ts';
import { Dialog, Notice } from '../../platform/ui/index.ts';
import { useShops, useSwitchShop } from './use-shops.ts';

/** Asks somebody who belongs to several shops once where they want to work; it is remembered. */
export function ShopQuestion() {
  const { data } = useShops();
  if (data?.isAsked !== true) return null;
  return <ShopDialog choices={data} />;
}

/** The shops one can go to. Without `onClose` one has to be chosen. */
export function ShopDialog({ choices, onClose }: { readonly choices: ShopChoices; readonly onClose?: () => void }) {
  const queries = useQueryClient();
  const { go, problem, goingTo } = useSwitchShop();
  const current = choices.shops.find(({ isCurrent }) => isCurrent);
  const choose = async (organizationId: string) => {
    if (!(await go(organizationId))) return;
    await queries.invalidateQueries({ queryKey: ['shops'] });
    onClose?.();
  };
  return (
    <Dialog
      title={t('account.shopsTitle')}
      onClose={onClose ?? (() => void (current === undefined ? undefined : choose(current.organizationId)))}
    >
      <div className="flex flex-col gap-3">
        <p className="text-ink-2">{t('account.shopsText')}</p>
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem}
          </Notice>
        )}
        <ul className="flex flex-col gap-2">
          {choices.shops.map(({ organizationId, name, isCurrent }) => (
            <li key={organizationId}>
              <button
                type="button"
                {...(isCurrent ? { 'data-autofocus': true, 'aria-current': 'true' as const } : {})}
                disabled={goingTo !== null}
                className="flex min-h-12 w-full items-center gap-3 rounded-control border border-line px-3 text-start font-medium hover:bg-sunken disabled:text-ink-3"
                onClick={() => void choose(organizationId)}
              >
                <Store aria-hidden className="size-[18px] flex-none text-ink-3" strokeWidth={1.75} />
                <span className="min-w-0 flex-1 truncate">{name}</span>
                {isCurrent ? (
                  <>
                    <span className="sr-only">{t('account.shopsCurrent')}</span>
                    <Check aria-hidden className="size-4 flex-none text-brand-ink" />
                  </>
                ) : (
                  <ChevronRight aria-hidden className="size-4 flex-none text-ink-3 rtl:rotate-180" />
                )}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
