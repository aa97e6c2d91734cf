import os
import signal

from django.core.wsgi import get_wsgi_application

from goodwill.web.orphan import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodwill.web.settings")
application = get_wsgi_application()
end_with_parent(lambda: os.kill(os.getpid(), signal.SIGTERM))
