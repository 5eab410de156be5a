import { useMemo } from 'preact/hooks';
import { useServices } from '../../services.ts';
import { tabStore } from '../../storage.ts';
import { draftIn, type Draft } from './drafts.ts';
import { Form, type FieldValues, type FormOptions } from './form.ts';

/** A form that is there as long as the component. Its options are those of the first time. */
export function useForm<Values extends FieldValues, Body>(options: FormOptions<Values, Body>): Form<Values, Body> {
  return useMemo(() => new Form(options), []);
}

/** Where the person who is signed in keeps what they type into a form. @param form names it, such as `report` */
export function useDraft(form: string): Draft {
  const { session } = useServices();
  const owner = session.account?.subject ?? '';
  return useMemo(() => draftIn(tabStore, owner, form), [owner, form]);
}
