// Choices below the fields of a decision that name a record.
import { makeCombobox } from "./combobox.js";

for (const form of document.querySelectorAll("form[data-choices]")) {
  for (const field of form.querySelectorAll("[data-find]")) {
    const { gone } = field.dataset;
    makeCombobox(field, form.dataset.choices, () => (gone ? { gone } : {}));
  }
}
