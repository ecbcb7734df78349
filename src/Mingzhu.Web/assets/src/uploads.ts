// A form that takes files (form[data-drop]): dropping, what was chosen, how much was sent, cancelling. Without this script it is a plain form.
const words = (form: HTMLFormElement, name: string, ...values: string[]) => values.reduce((text, value, at) => text.replace(`{${at}}`, value), form.dataset[name] ?? '');
const megabytes = (bytes: number) => (bytes / 1048576).toFixed(1);

function enhance(form: HTMLFormElement) {
  const input = form.querySelector<HTMLInputElement>('input[type=file]')!;
  const picked = form.querySelector<HTMLElement>('.picked')!;
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]')!;
  const area = form.closest('section') ?? form;
  const size = () => [...(input.files ?? [])].reduce((sum, file) => sum + file.size, 0);
  const tell = (text: string) => (picked.textContent = text);

  const show = () => {
    const names = [...(input.files ?? [])].map((file) => file.name).join(' · ');
    const tooLarge = size() > Number(form.dataset.limit);
    tell(tooLarge ? words(form, 'tooLarge') : names.length ? `${names}  (${megabytes(size())} MB)` : '');
    button.disabled = tooLarge;
  };
  input.addEventListener('change', show);
  // Back brings the chosen files back.
  show();

  for (const name of ['dragenter', 'dragover'] as const) area.addEventListener(name, (event) => {
    event.preventDefault();
    area.classList.add('over');
  });
  for (const name of ['dragleave', 'drop'] as const) area.addEventListener(name, () => area.classList.remove('over'));
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    const dropped = (event as DragEvent).dataTransfer?.files;
    if (!dropped?.length) return;
    input.files = dropped;
    show();
    if (!button.disabled) form.requestSubmit();
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(form, button, tell, size());
  });
}

function send(form: HTMLFormElement, button: HTMLButtonElement, tell: (text: string) => void, total: number) {
  const request = new XMLHttpRequest();
  const cancel = Object.assign(document.createElement('button'), { type: 'button', className: 'btn', textContent: form.dataset.sending });
  const bar = Object.assign(document.createElement('progress'), { max: 1, value: 0 });
  bar.setAttribute('aria-hidden', 'true'); // the words beside it say the same
  const end = (text: string) => {
    cancel.remove();
    bar.remove();
    button.hidden = false;
    tell(text);
  };
  request.upload.addEventListener('progress', (event) => {
    bar.value = event.total ? event.loaded / event.total : 0;
    tell(words(form, 'sent', megabytes(Math.min(event.loaded, total)), megabytes(total)));
  });
  request.addEventListener('load', () => (request.status < 400 ? location.assign(request.responseURL) : end(words(form, 'failed'))));
  request.addEventListener('error', () => end(words(form, 'failed')));
  request.addEventListener('abort', () => end(''));
  cancel.addEventListener('click', () => request.abort());
  button.hidden = true;
  button.after(bar, cancel);
  cancel.focus();
  request.open('POST', form.action);
  request.send(new FormData(form));
}

document.querySelectorAll<HTMLFormElement>('form[data-drop]').forEach(enhance);

export {};
