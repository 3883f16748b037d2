import type { Page } from 'playwright-core';
import { type Actions, countActions } from './actions.ts';

export interface WelcomeAnswers {
  readonly country: string;
  readonly shopName: string;
  readonly ownerName: string;
  readonly email: string;
  readonly password: string;
  readonly products: 'Load the demo shop' | 'Import a list' | 'Scan to add';
  readonly float: string;
}

export const OWNER = { email: 'amina@example.com', password: 'seven green umbrellas' } as const;

export const ANSWERS: WelcomeAnswers = {
  country: 'United Kingdom',
  shopName: 'Amina Provisions',
  ownerName: 'Amina Yusuf',
  ...OWNER,
  products: 'Scan to add',
  float: '100',
};

/** The steps of the first run, one by one, so that a test can look at each of them. */
export const WELCOME = ['country', 'shop', 'owner', 'products', 'float'] as const;
export type WelcomeStep = (typeof WELCOME)[number];

const QUESTIONS: Readonly<Record<WelcomeStep, string>> = {
  country: 'Where is the shop?',
  shop: 'What is the shop called?',
  owner: 'Who runs it?',
  products: 'What do you sell?',
  float: 'How much cash is in the drawer?',
};

export interface WelcomePage {
  /** How many inputs were asked for so far: fields that were filled and choices that were made. */
  readonly inputs: number;
  /** Waits until this step is asked. */
  at(step: WelcomeStep): Promise<void>;
  answer(step: WelcomeStep): Promise<void>;
}

export function welcomePage(page: Page, answers: WelcomeAnswers): WelcomePage {
  let inputs = 0;
  const actions: Actions = countActions(page);
  const fill = async (label: string, text: string) => {
    inputs += 1;
    await page.getByLabel(label, { exact: true }).fill(text);
  };
  const next = (name: string) => actions.tap(page.getByRole('button', { name, exact: true }));
  const steps: Readonly<Record<WelcomeStep, () => Promise<void>>> = {
    async country() {
      inputs += 1;
      await page.getByLabel('Country', { exact: true }).selectOption({ label: answers.country });
      await next('Continue');
    },
    async shop() {
      await fill('Shop name', answers.shopName);
      await next('Continue');
    },
    async owner() {
      await fill('Your name', answers.ownerName);
      await fill('E-mail', answers.email);
      await fill('Password', answers.password);
      await next('Create the shop');
    },
    async products() {
      inputs += 1;
      await actions.tap(page.getByRole('button', { name: answers.products }));
    },
    async float() {
      // The demo shop takes a moment.
      await page.getByLabel('Opening float').waitFor();
      await fill('Opening float', answers.float);
      await next('Open the till');
    },
  };
  return {
    get inputs() {
      return inputs;
    },
    at: (step) => page.getByRole('heading', { name: QUESTIONS[step] }).waitFor(),
    answer: (step) => steps[step](),
  };
}
