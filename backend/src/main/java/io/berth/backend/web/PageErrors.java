package io.berth.backend.web;

import io.berth.backend.platform.ConflictException;
import io.berth.backend.platform.InvalidInputException;
import io.berth.backend.platform.InvalidInputException.FieldError;
import io.berth.backend.platform.NotFoundException;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Turns what a page's controller cannot answer itself into a page that says so. */
@ControllerAdvice(basePackageClasses = PageErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE) // before the framework's own, which answers programs
class PageErrors {

    @ExceptionHandler
    ModelAndView notFound(NotFoundException e) {
        return page(HttpStatus.NOT_FOUND, e.reason());
    }

    /** An address with something else where an id should be leads nowhere either. */
    @ExceptionHandler
    ModelAndView notAnId(MethodArgumentTypeMismatchException e) {
        return page(HttpStatus.NOT_FOUND, "There is no such page.");
    }

    @ExceptionHandler
    ModelAndView conflict(ConflictException e) {
        return page(HttpStatus.CONFLICT, e.reason());
    }

    @ExceptionHandler
    ModelAndView invalid(InvalidInputException e) {
        return page(
                HttpStatus.UNPROCESSABLE_CONTENT,
                e.errors().stream().map(FieldError::message).distinct().collect(Collectors.joining(" ")));
    }

    @ExceptionHandler
    ModelAndView incomplete(MissingServletRequestParameterException e) {
        return page(HttpStatus.BAD_REQUEST, "The form was incomplete: " + e.getParameterName() + " is missing.");
    }

    private static ModelAndView page(HttpStatus status, String reason) {
        ModelAndView page = new ModelAndView("error", status);
        page.addObject("status", status.value());
        page.addObject("reason", reason);
        return page;
    }
}
