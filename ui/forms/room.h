#pragma once

class QWidget;

namespace ui::forms {

// Makes a window at least as high as its texts need when they are wrapped, as far as the screen allows. Layouts of
// windows leave that out, and first sizes end at two thirds of the screen.
void giveRoom(QWidget *window);

} // namespace ui::forms
