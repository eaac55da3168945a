#include "chat/error.h"
